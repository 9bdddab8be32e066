package io.zklocked.sample.demo.stage;

import java.io.IOException;

/** A launcher that stops a process, and is then killed. */
public final class StoppingProgram {

  private StoppingProgram() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (Stopped stopped = Stopped.stop(Long.parseLong(args[0]))) {
      System.out.println("stopped");
      System.in.read(); // the test kills this process here
      stopped.resume();
    }
  }
}
