/**
 * Real faults on real servers: an ensemble of three server processes with a {@link
 * io.zklocked.faults.Link proxy} on every link, JVMs under the agent that {@link
 * io.zklocked.faults.WorkerProgram lock and log}, and a {@link io.zklocked.faults.Judge judge} that
 * believes none of them: it compares what each body believed of its own lock with what the others
 * did, and a {@link io.zklocked.faults.Register register} outside compares the fencing tokens.
 */
package io.zklocked.faults;
