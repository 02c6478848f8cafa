package io.farshore.functions.probe;

import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * What Route 53's health checkers have decided, by DNS: a failover pair of TXT records, {@code
 * reached} while the health check succeeds and {@code lost} when it fails. DNS is answered by Route
 * 53's data plane, all over the world; its API, which knows more, is in us-east-1 and gone with it.
 */
final class DnsHealthCheckers implements HealthCheckers {

  private static final String TIMEOUT_MILLIS = "500";
  private static final String ATTEMPTS = "2";

  private final String record;
  private final Optional<String> nameServer;
  private final Executor threads;

  /**
   * Asks for one record.
   *
   * @param nameServer host and port; empty: the machine's own resolver
   * @param threads that a question may block
   */
  DnsHealthCheckers(String record, Optional<String> nameServer, Executor threads) {
    this.record = record;
    this.nameServer = nameServer;
    this.threads = threads;
  }

  @Override
  public CompletableFuture<List<Status>> statuses() {
    return CompletableFuture.supplyAsync(() -> List.of(status(text())), threads);
  }

  private Status status(String text) {
    return switch (text) {
      case "reached" -> new Status(1, 0);
      case "lost" -> new Status(1, 1);
      default -> throw new IllegalStateException(record + " says neither reached nor lost");
    };
  }

  private String text() {
    Hashtable<String, String> settings = new Hashtable<>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put(Context.PROVIDER_URL, nameServer.map(server -> "dns://" + server).orElse("dns:"));
    settings.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
    settings.put("com.sun.jndi.dns.timeout.retries", ATTEMPTS);
    try {
      InitialDirContext dns = new InitialDirContext(settings);
      try {
        Attribute texts = dns.getAttributes(record, new String[] {"TXT"}).get("TXT");
        return texts == null ? "" : String.valueOf(texts.get()).replace("\"", "");
      } finally {
        dns.close();
      }
    } catch (NamingException e) {
      throw new CompletionException(
          new IllegalStateException(
              "DNS does not answer for " + record + ": " + e.getMessage(), e));
    }
  }

  /**
   * Both ways at once.
   *
   * @return the API's answer where there is one, since it counts the checkers, and DNS's else
   */
  static HealthCheckers behind(HealthCheckers api, HealthCheckers dns) {
    return () -> {
      CompletableFuture<List<Status>> second = dns.statuses();
      return api.statuses()
          .handle(
              (statuses, failure) ->
                  failure == null ? CompletableFuture.completedFuture(statuses) : second)
          .thenCompose(answer -> answer);
    };
  }
}
