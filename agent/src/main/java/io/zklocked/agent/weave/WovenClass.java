package io.zklocked.agent.weave;

import java.util.List;

/**
 * What became of a class. Immutable.
 *
 * @param name as in the source
 * @param file the class file to load instead
 * @param locked its methods that are locked now, for people
 * @param problems what is wrong with others, each with its method and a remedy, for people
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record WovenClass(String name, byte[] file, List<String> locked, List<String> problems) {}
