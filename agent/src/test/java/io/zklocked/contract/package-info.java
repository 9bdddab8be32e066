/**
 * The contract of a lock: one list of {@link io.zklocked.contract.Rule rules}, run every {@link
 * io.zklocked.contract.Way way} there is to lock. Each way runs in a JVM of its own ({@link
 * io.zklocked.contract.ContractRunner}), since the agent can only be there from the start; the
 * other processes that a rule needs are {@link io.zklocked.contract.Rival rivals} which lock the
 * same way.
 */
package io.zklocked.contract;
