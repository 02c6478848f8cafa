package io.farshore.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Runs a range of seeds in several threads. What comes out is the same, and in the same order, as
 * with one.
 */
public final class Seeds {

  private static final int AHEAD = 32;

  private final Callable<Simulation> simulations;
  private final int jobs;

  /**
   * For a range.
   *
   * @param simulations makes one; each thread has its own
   * @param jobs how many threads
   */
  public Seeds(Callable<Simulation> simulations, int jobs) {
    this.simulations = simulations;
    this.jobs = jobs;
  }

  /**
   * Runs them all, or until there is enough.
   *
   * @param first the first seed
   * @param last the last one, included
   * @param goesOn given each result in the order of the seeds; false: no more of them
   * @throws Exception what making a simulation throws
   */
  public void run(long first, long last, Predicate<RunResult> goesOn) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    ThreadLocal<Simulation> own = new ThreadLocal<>();
    try {
      Deque<Future<RunResult>> ahead = new ArrayDeque<>();
      long next = first;
      while (next <= last || !ahead.isEmpty()) {
        while (next <= last && ahead.size() < AHEAD * jobs) {
          long seed = next++;
          ahead.add(threads.submit(() -> run(own, seed)));
        }
        if (!goesOn.test(ahead.remove().get())) {
          return;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private RunResult run(ThreadLocal<Simulation> own, long seed) throws Exception {
    if (own.get() == null) {
      own.set(simulations.call());
    }
    return own.get().run(seed, false);
  }
}
