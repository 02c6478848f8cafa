package io.farshore.lab.endpoint;

import java.net.BindException;
import java.net.URI;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * All services of all Regions of the lab behind one URL on 127.0.0.1, as AWS SDKs speak to them.
 * Which Region and which service a request is for says its signature; signatures are not verified.
 * Thread-safe.
 */
public final class Endpoint implements AutoCloseable {

  /** What every answer says in its header {@code Server}. */
  static final String NAME = "farshore-lab";

  private static final long IDLE_TIMEOUT_MILLIS = 300_000;

  private final Server server;
  private final ServerConnector connector;

  /**
   * Starts to listen.
   *
   * @param router where calls go
   * @param credentials whose calls they are
   * @param requestIds see {@link RequestIds}
   * @throws PortInUseException when something else listens on the port
   */
  public Endpoint(
      EndpointSettings settings,
      ServiceRouter router,
      Credentials credentials,
      Supplier<String> requestIds) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("endpoint");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // ARNs stand in paths, slashes and all.
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.addCustomizer(
        (request, headers) -> {
          headers.put("Server", NAME);
          return request;
        });
    connector =
        new ServerConnector(
            server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
    server.addConnector(connector);
    CallExchange exchange = new CallExchange(router, credentials, requestIds);
    server.setErrorHandler(new ErrorPage(requestIds));
    server.setHandler(new HttpExchange(exchange, settings.silence()));
    start(settings.port());
  }

  private void start(int port) {
    try {
      server.start();
    } catch (Exception e) {
      close();
      if (e instanceof BindException || e.getCause() instanceof BindException) {
        throw new PortInUseException(port, e);
      }
      throw new IllegalStateException("The endpoint could not be started", e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** What SDKs take as their endpoint URL. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Stops to listen and closes all connections. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The endpoint could not be stopped", e);
    }
  }
}
