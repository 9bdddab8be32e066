package canary;

/** Breaks a rule on purpose: it is not formatted. */
final class Crooked
{
    private Crooked( ) { }
}
