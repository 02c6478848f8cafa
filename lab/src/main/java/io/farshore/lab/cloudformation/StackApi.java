package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * CloudFormation's API, as far as it tells of stacks: they are made by {@link CloudFormation}, and
 * nothing changes them. All lists come in one page. Thread-safe.
 */
public final class StackApi implements AwsService {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final CloudFormation stacks;

  /** The API of the stacks that were made by {@code stacks}. */
  public StackApi(CloudFormation stacks) {
    this.stacks = stacks;
  }

  @Override
  public String signingName() {
    return "cloudformation";
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return CompletableFuture.completedFuture(answer(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JsonNode answer(ApiCall call) {
    return switch (call.operation()) {
      case "DescribeStacks" -> list("Stacks", asked(call), StackTree::stack);
      case "ListStacks" -> list("StackSummaries", filtered(call), StackTree::summary);
      case "DescribeStackResources" -> resources(call);
      case "ListStackResources" ->
          list("StackResourceSummaries", stack(call).resources(), StackTree::resourceSummary);
      case "DescribeStackResource" -> resource(call);
      case "DescribeStackEvents" -> events(call);
      case "GetTemplate" -> template(call);
      case "ListExports" -> exports(call);
      default ->
          throw new AwsError(
              "UnknownOperationException",
              400,
              "The lab has no operation "
                  + call.operation()
                  + " of CloudFormation: it tells of the stacks that it was started with, and"
                  + " changes none");
    };
  }

  private List<StackDetails> here(ApiCall call) {
    return stacks.details(call.region());
  }

  private List<StackDetails> asked(ApiCall call) {
    return call.input().has("StackName") ? List.of(stack(call)) : here(call);
  }

  private List<StackDetails> filtered(ApiCall call) {
    Set<String> states = new HashSet<>();
    call.input().path("StackStatusFilter").forEach(state -> states.add(state.asText()));
    return states.isEmpty() || states.contains(StackEvents.DONE) ? here(call) : List.of();
  }

  private StackDetails stack(ApiCall call) {
    String name = call.input().path("StackName").asText();
    if (name.isEmpty()) {
      throw invalid("StackName is a required parameter.");
    }
    return here(call).stream()
        .filter(stack -> stack.isNamed(name))
        .findFirst()
        .orElseThrow(() -> invalid(missing(call.operation(), name)));
  }

  private static String missing(String operation, String name) {
    return switch (operation) {
      case "DescribeStackEvents" -> "Stack [" + name + "] does not exist";
      case "DescribeStackResource" -> "Stack '" + name + "' does not exist";
      default -> "Stack with id " + name + " does not exist";
    };
  }

  private ObjectNode resources(ApiCall call) {
    JsonNode input = call.input();
    String physical = input.path("PhysicalResourceId").asText();
    StackDetails stack = physical.isEmpty() ? stack(call) : owner(call, physical);
    String logical = input.path("LogicalResourceId").asText();
    List<StackEvents.Event> wanted =
        stack.resources().stream()
            .filter(each -> logical.isEmpty() || each.logicalId().equals(logical))
            .toList();
    return list("StackResources", wanted, each -> StackTree.resource(stack, each, "Timestamp"));
  }

  private StackDetails owner(ApiCall call, String physicalId) {
    return here(call).stream()
        .filter(
            stack ->
                stack.resources().stream().anyMatch(each -> each.physicalId().equals(physicalId)))
        .findFirst()
        .orElseThrow(() -> invalid("Stack for " + physicalId + " does not exist"));
  }

  private ObjectNode resource(ApiCall call) {
    StackDetails stack = stack(call);
    String logical = call.input().path("LogicalResourceId").asText();
    StackEvents.Event found =
        stack.resources().stream()
            .filter(each -> each.logicalId().equals(logical))
            .findFirst()
            .orElseThrow(
                () -> invalid("Resource " + logical + " does not exist for stack " + stack.name()));
    ObjectNode answer = NODES.objectNode();
    answer.set("StackResourceDetail", StackTree.resource(stack, found, "LastUpdatedTimestamp"));
    return answer;
  }

  private ObjectNode events(ApiCall call) {
    StackDetails stack = stack(call);
    ObjectNode answer = NODES.objectNode();
    ArrayNode list = answer.putArray("StackEvents");
    List<StackEvents.Event> events = stack.events();
    for (int i = events.size() - 1; i >= 0; i--) {
      list.add(StackTree.event(stack, events.get(i), i));
    }
    return answer;
  }

  private ObjectNode template(ApiCall call) {
    StackDetails stack = stack(call);
    boolean processed = call.input().path("TemplateStage").asText().equals("Processed");
    ObjectNode answer = NODES.objectNode();
    answer.put("TemplateBody", processed ? stack.processed() : stack.template());
    ArrayNode stages = answer.putArray("StagesAvailable").add("Original");
    if (stack.transformed()) {
      stages.add("Processed");
    }
    return answer;
  }

  private ObjectNode exports(ApiCall call) {
    ObjectNode answer = NODES.objectNode();
    ArrayNode list = answer.putArray("Exports");
    for (StackDetails stack : here(call)) {
      for (StackDetails.Output output : stack.outputs()) {
        if (!output.export().isEmpty()) {
          list.addObject()
              .put("ExportingStackId", stack.id())
              .put("Name", output.export())
              .put("Value", output.value());
        }
      }
    }
    return answer;
  }

  private static <T> ObjectNode list(String name, List<T> all, Function<T, ObjectNode> tree) {
    ObjectNode answer = NODES.objectNode();
    ArrayNode list = answer.putArray(name);
    all.forEach(each -> list.add(tree.apply(each)));
    return answer;
  }

  private static AwsError invalid(String message) {
    return AwsError.validation(message);
  }
}
