package io.zklocked.sample.demo.stage;

import org.jspecify.annotations.Nullable;

/**
 * The main classes of a worker. Immutable.
 *
 * @param program of the worker; its annotated objects are made by {@code new}
 * @param underGuice has these objects made by Guice and then runs the program; its first argument
 *     is the configuration, the others are the program's. Null if there is none
 */
public record WorkerMain(Class<?> program, @Nullable Class<?> underGuice) {}
