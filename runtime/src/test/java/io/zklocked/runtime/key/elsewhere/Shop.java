package io.zklocked.runtime.key.elsewhere;

/** A class of another package whose members are not all accessible. */
public class Shop implements Named {

  /** A type that nobody else can name. */
  static final class Hidden implements Named {
    @Override
    public String getName() {
      return "hidden";
    }

    public int getSecret() {
      return 1;
    }
  }

  String getPackagePrivate() {
    return "p";
  }

  protected String getInherited() {
    return "inherited";
  }

  @Override
  public String getName() {
    return "shop";
  }

  /** Gives an object of a hidden class, declared as such. */
  public Hidden getHidden() {
    return new Hidden();
  }
}
