package io.zklocked.guice.apart;

/** Inherits a locked method through the bridge that the compiler makes for it. */
public class PublicOrders extends HiddenOrders {}
