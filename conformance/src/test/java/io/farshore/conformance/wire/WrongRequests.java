package io.farshore.conformance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes wrong requests of the services' models; the same seed makes the same ones. */
final class WrongRequests {

  private static final int DEPTH = 5_000;
  private static final int GARBAGE = 200;
  private static final List<String> SIGNATURES =
      List.of(
          "",
          "AWS4-HMAC-SHA256",
          "AWS4-HMAC-SHA256 Credential=AKID, Signature=00, SignedHeaders=host",
          "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/%s/aws4_request, Signature=00",
          "AWS4-HMAC-SHA256 Credential=AKID/20260101/mars-1/%s/aws4_request, SignedHeaders=host,"
              + " Signature=00",
          "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/%s/aws9, SignedHeaders=host,"
              + " Signature=00",
          "AWS4-HMAC-SHA256 Credential=/20260101/us-east-1/%s/aws4_request, SignedHeaders=host,"
              + " Signature=00");
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/%s/aws4_request, SignedHeaders=host,"
          + " Signature=00";

  private final List<Model> models = Model.all();
  private final SplittableRandom random;

  WrongRequests(long seed) {
    random = new SplittableRandom(seed);
  }

  WrongRequest next() {
    Optional<WrongRequest> made = Optional.empty();
    while (made.isEmpty()) {
      made = attempt();
    }
    return made.get();
  }

  private Optional<WrongRequest> attempt() {
    Model model = pick(models);
    Encoding encoding = pick(Encoding.of(model));
    String operation = pick(model.operations());
    Fault fault = pick(List.of(Fault.values()));
    JsonNode structure = model.input(operation);
    WrongInput inputs = new WrongInput(model, random);
    ObjectNode input = inputs.plausible(structure, 0);
    Draft draft = new Draft(model, operation, encoding, input);
    draft.headers.put("Content-Type", encoding.contentType);
    draft.headers.put("X-Amz-Date", "20260101T000000Z");
    draft.headers.put("Authorization", SIGNED.formatted(model.service()));
    switch (fault) {
      case UNKNOWN_OPERATION -> {
        draft.operation = "NoSuch" + operation;
        draft.path = "/no-such-thing/" + operation;
      }
      case UNKNOWN_MEMBER -> {
        input.put("NoSuchMember", "x");
        draft.certain = false;
      }
      case BROKEN_BODY -> brokenBody(draft);
      case EMPTY_BODY -> {
        draft.body = Optional.of(new byte[0]);
        draft.certain = encoding == Encoding.QUERY || encoding == Encoding.CBOR;
      }
      case NESTED_GARBAGE -> nested(draft);
      case WRONG_CONTENT_TYPE -> {
        draft.headers.put("Content-Type", "text/plain");
        draft.certain = encoding == Encoding.JSON || encoding == Encoding.QUERY;
        draft.loose = true;
      }
      case BAD_SIGNATURE -> badSignature(draft);
      default -> {
        Optional<String> what = inputs.apply(fault, structure, input, encoding.isTyped());
        if (what.isEmpty()) {
          return Optional.empty();
        }
        draft.what = what.get();
        draft.certain = fault != Fault.GIANT_NUMBER;
      }
    }
    if (draft.what.isEmpty()) {
      draft.what = fault.toString();
    }
    return Optional.of(draft.request());
  }

  private void brokenBody(Draft draft) {
    byte[] bytes = new byte[1 + random.nextInt(GARBAGE)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    String form = "Action=" + draft.operation + "&Version=%zz&%=" + "%";
    draft.body =
        Optional.of(
            switch (draft.encoding) {
              case JSON, REST_JSON -> text("{\"a\": [1, {\"b\": ");
              case CBOR, SMITHY -> garbage(bytes);
              case QUERY -> text(form);
              case REST_XML -> text("<a><b attr=>");
            });
    draft.certain = draft.encoding != Encoding.REST_JSON && draft.encoding != Encoding.REST_XML;
  }

  /** No map in CBOR begins with that byte. */
  private static byte[] garbage(byte[] bytes) {
    bytes[0] = (byte) 0x1f;
    return bytes;
  }

  private void nested(Draft draft) {
    String json = "{\"a\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}";
    String steps = ".a".repeat(DEPTH);
    draft.body =
        Optional.of(
            switch (draft.encoding) {
              case JSON, REST_JSON -> text(json);
              case CBOR, SMITHY -> text("\u0081".repeat(DEPTH));
              case QUERY ->
                  text("Action=" + draft.operation + "&Version=2000-01-01&a" + steps + "=1");
              case REST_XML -> text("<a>".repeat(DEPTH) + "</a>".repeat(DEPTH));
            });
    draft.certain = draft.encoding != Encoding.REST_JSON && draft.encoding != Encoding.REST_XML;
  }

  private void badSignature(Draft draft) {
    String signature = pick(SIGNATURES).formatted(draft.model.service());
    // Route 53 is everywhere.
    draft.certain = !draft.model.service().equals("route53");
    if (signature.isEmpty()) {
      draft.headers.remove("Authorization");
    } else {
      draft.headers.put("Authorization", signature);
    }
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A request while it is being made. */
  private static final class Draft {

    private final Model model;
    private final Encoding encoding;
    private final ObjectNode input;
    private final Map<String, String> headers = new HashMap<>();
    private String operation;
    private String path = "";
    private String what = "";
    private boolean certain = true;
    private boolean loose;
    private Optional<byte[]> body = Optional.empty();

    Draft(Model model, String operation, Encoding encoding, ObjectNode input) {
      this.model = model;
      this.operation = operation;
      this.encoding = encoding;
      this.input = input;
    }

    WrongRequest request() {
      JsonNode http = model.operation(operation);
      String target = model.text("targetPrefix");
      String where = path;
      switch (encoding) {
        case JSON, CBOR -> {
          headers.put("X-Amz-Target", target + "." + operation);
          where = "/";
        }
        case SMITHY -> {
          headers.put("smithy-protocol", "rpc-v2-cbor");
          where = "/service/" + target + "/operation/" + operation;
        }
        case QUERY -> where = "/";
        default -> where = path.isEmpty() ? bound(http.path("uri").asText("/")) : path;
      }
      if (encoding == Encoding.JSON && !loose) {
        headers.put("Content-Type", "application/x-amz-json-" + model.text("jsonVersion"));
      }
      boolean rest = encoding == Encoding.REST_JSON || encoding == Encoding.REST_XML;
      String method = rest ? http.path("method").asText("POST") : "POST";
      byte[] bytes = body.orElseGet(() -> encoding.write(model, operation, input));
      boolean bodyless = method.equals("GET") || method.equals("DELETE");
      String words = model.service() + " " + operation + " " + encoding + ": " + what;
      return new WrongRequest(
          words, certain, encoding, method, where, headers, bodyless ? new byte[0] : bytes);
    }

    private static String bound(String uri) {
      return uri.replaceAll("\\{[^}]*}", "aaaaaaaaaaaa");
    }
  }
}
