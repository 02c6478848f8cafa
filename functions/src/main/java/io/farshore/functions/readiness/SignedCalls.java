package io.farshore.functions.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.aws.AwsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Calls by HTTP, with the SDK's signature. The clients of IAM, Lambda and EventBridge would make
 * the functions' jar half as large again, for a call or two each, and all functions slower to
 * start.
 */
final class SignedCalls implements Calls {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;

  private final AwsSettings settings;
  private final SdkHttpClient http;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  SignedCalls(AwsSettings settings, Duration timeout) {
    this.settings = settings;
    this.http =
        UrlConnectionHttpClient.builder().connectionTimeout(timeout).socketTimeout(timeout).build();
  }

  @Override
  public JsonNode json(String service, String region, String target, JsonNode input) {
    SdkHttpRequest.Builder request =
        to(host(service, region))
            .method(SdkHttpMethod.POST)
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", target);
    return tree(target, send(target, request, input.toString(), service, region));
  }

  @Override
  public JsonNode lambda(String region, String path) {
    SdkHttpRequest.Builder request =
        to(host("lambda", region)).method(SdkHttpMethod.GET).encodedPath(path);
    return tree("lambda", send("lambda GET " + path, request, "", "lambda", region));
  }

  @Override
  public List<String> denied(String roleArn, List<String> actions, String resource) {
    StringBuilder form = new StringBuilder("Action=SimulatePrincipalPolicy&Version=2010-05-08");
    add(form, "PolicySourceArn", roleArn);
    for (int i = 0; i < actions.size(); i++) {
      add(form, "ActionNames.member." + (i + 1), actions.get(i));
    }
    add(form, "ResourceArns.member.1", resource);
    SdkHttpRequest.Builder request =
        to("iam.amazonaws.com")
            .method(SdkHttpMethod.POST)
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-www-form-urlencoded");
    String call = "SimulatePrincipalPolicy";
    return decisions(send(call, request, form.toString(), "iam", "us-east-1"));
  }

  private static void add(StringBuilder form, String name, String value) {
    form.append('&').append(name).append('=');
    form.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private static String host(String service, String region) {
    return service + "." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
  }

  private SdkHttpRequest.Builder to(String host) {
    return SdkHttpRequest.builder().uri(settings.endpoint().orElse(URI.create("https://" + host)));
  }

  private byte[] send(
      String call, SdkHttpRequest.Builder request, String body, String service, String region) {
    // A body, be it empty, makes a POST of a GET.
    ContentStreamProvider content =
        body.isEmpty() ? null : ContentStreamProvider.fromUtf8String(body);
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(settings.credentials().resolveCredentials())
                    .request(request.build())
                    .payload(content)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    try {
      HttpExecuteResponse response =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(signed.payload().orElse(content))
                      .build())
              .call();
      byte[] answer = read(response.responseBody().map(stream -> (InputStream) stream));
      if (response.httpResponse().statusCode() != OK) {
        throw new CallRefused(call, error(response, answer), null);
      }
      return answer;
    } catch (IOException e) {
      throw new CallRefused(call, "no answer", e);
    }
  }

  private static byte[] read(Optional<InputStream> body) throws IOException {
    if (body.isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = body.get()) {
      return in.readAllBytes();
    }
  }

  /** The error's name: in a header, in a JSON member, or in an XML element. */
  private static String error(HttpExecuteResponse response, byte[] answer) {
    Optional<String> header = response.httpResponse().firstMatchingHeader("x-amzn-ErrorType");
    if (header.isPresent()) {
      return header.get().replaceFirst(":.*", "");
    }
    String text = new String(answer, StandardCharsets.UTF_8);
    String status = "status " + response.httpResponse().statusCode();
    try {
      return text.startsWith("<")
          ? texts(xml(answer), "Code").stream().findFirst().orElse(status)
          : JSON.readTree(text).path("__type").asText(status).replaceFirst(".*#", "");
    } catch (IOException | SAXException e) {
      return status;
    }
  }

  private static JsonNode tree(String call, byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new CallRefused(call, "an answer that is no JSON", e);
    }
  }

  private static List<String> decisions(byte[] answer) {
    try {
      Document document = xml(answer);
      List<String> actions = texts(document, "EvalActionName");
      List<String> decisions = texts(document, "EvalDecision");
      List<String> denied = new ArrayList<>();
      for (int i = 0; i < actions.size(); i++) {
        if (!decisions.get(i).equals("allowed")) {
          denied.add(actions.get(i));
        }
      }
      return denied;
    } catch (IOException | SAXException e) {
      throw new CallRefused("SimulatePrincipalPolicy", "an answer that is no XML", e);
    }
  }

  private static Document xml(byte[] answer) throws IOException, SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK has no parser of XML", e);
    }
  }

  private static List<String> texts(Document document, String element) {
    NodeList nodes = document.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(((Element) nodes.item(i)).getTextContent());
    }
    return texts;
  }
}
