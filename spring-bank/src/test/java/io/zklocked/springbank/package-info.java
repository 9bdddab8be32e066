/**
 * The bank as a Spring Boot application that knows the annotations only, and the proof, under the
 * agent and on a real database, that locks lie around its transactions.
 */
package io.zklocked.springbank;
