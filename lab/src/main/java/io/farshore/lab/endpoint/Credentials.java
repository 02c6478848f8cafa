package io.farshore.lab.endpoint;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which access key id belongs to whom. The lab checks no signature; the access key id alone says
 * who calls. Thread-safe.
 */
public final class Credentials {

  private final AtomicLong serial = new AtomicLong();
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  /**
   * Makes an access key id for {@code caller}, a new one at each call.
   *
   * @return 20 characters, {@code AKIALAB} and a serial number
   */
  public String register(Caller caller) {
    String accessKeyId = "AKIALAB%013d".formatted(serial.incrementAndGet());
    callers.put(accessKeyId, Objects.requireNonNull(caller, "caller"));
    return accessKeyId;
  }

  /**
   * Whose id it is; one that was never registered belongs to a caller outside of AWS.
   *
   * @throws AwsError {@code UnrecognizedClientException} when it was revoked
   */
  public Caller caller(String accessKeyId) {
    if (revoked.contains(accessKeyId)) {
      throw new AwsError(
          "UnrecognizedClientException",
          403,
          "The security token included in the request is invalid.");
    }
    Caller known = callers.get(accessKeyId);
    return known == null ? Caller.outside(accessKeyId) : known;
  }

  /** Takes an id back, when what used it has ended: what calls with it from now on is refused. */
  public void revoke(String accessKeyId) {
    if (callers.remove(accessKeyId) != null) {
      revoked.add(accessKeyId);
    }
  }
}
