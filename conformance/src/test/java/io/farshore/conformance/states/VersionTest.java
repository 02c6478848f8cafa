package io.farshore.conformance.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ConflictException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineVersionListItem;
import software.amazon.awssdk.services.sfn.model.Tag;

class VersionTest {

  private final Aws aws = Aws.shared();
  private final Machine machine = Machine.of(aws, "P", pass(1));
  private final SfnClient states = machine.states();

  private static String pass(int output) {
    return "'P':{'Type':'Pass','Output':" + output + ",'End':true}";
  }

  @AfterEach
  void delete() {
    machine.close();
  }

  private static RoutingConfigurationListItem route(String version, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(version)
        .weight(weight)
        .build();
  }

  private String publish() {
    return states
        .publishStateMachineVersion(r -> r.stateMachineArn(machine.arn()))
        .stateMachineVersionArn();
  }

  private void update(int output) {
    states.updateStateMachine(
        r -> r.stateMachineArn(machine.arn()).definition(Machine.definition("P", pass(output))));
  }

  @Test
  @DisplayName("the same machine may be created again, another one by its name may not")
  void createdTwice() {
    String same = Machine.definition("P", pass(1));
    assertThat(
            states
                .createStateMachine(
                    r -> r.name(machine.name()).definition(same).roleArn(aws.role()))
                .stateMachineArn())
        .isEqualTo(machine.arn());
    String other = Machine.definition("P", pass(2));
    assertThatThrownBy(
            () ->
                states.createStateMachine(
                    r -> r.name(machine.name()).definition(other).roleArn(aws.role())))
        .isInstanceOf(StateMachineAlreadyExistsException.class)
        .hasMessageStartingWith("State Machine Already Exists: '" + machine.arn() + "'");
    assertThatThrownBy(() -> states.updateStateMachine(r -> r.stateMachineArn(machine.arn())))
        .isInstanceOf(MissingRequiredParameterException.class);
  }

  @Test
  @DisplayName("a version keeps its revision; publishing the same one again makes none")
  void versions() {
    String first = publish();
    assertThat(first).isEqualTo(machine.arn() + ":1");
    assertThat(publish()).isEqualTo(first);
    update(2);
    assertThat(publish()).isEqualTo(machine.arn() + ":2");

    assertThat(
            states
                .listStateMachineVersions(r -> r.stateMachineArn(machine.arn()))
                .stateMachineVersions())
        .extracting(StateMachineVersionListItem::stateMachineVersionArn)
        .containsExactly(machine.arn() + ":2", machine.arn() + ":1");
    String old = states.startExecution(r -> r.stateMachineArn(first)).executionArn();
    assertThat(machine.ended(old).output()).isEqualTo("1");
    assertThat(machine.describe(old).stateMachineVersionArn()).isEqualTo(first);
    assertThat(machine.output("{}").asInt()).isEqualTo(2);
    assertThat(states.describeStateMachineForExecution(r -> r.executionArn(old)).definition())
        .contains("\"Output\":1");
    assertThat(states.listExecutions(r -> r.stateMachineArn(first)).executions())
        .extracting(ExecutionListItem::executionArn)
        .containsExactly(old);
  }

  @Test
  @DisplayName("publishing a revision that is no longer the current one is a conflict")
  void conflict() {
    assertThatThrownBy(
            () ->
                states.publishStateMachineVersion(
                    r -> r.stateMachineArn(machine.arn()).revisionId("another")))
        .isInstanceOf(ConflictException.class)
        .hasMessageStartingWith(
            "Failed to publish the State Machine version for revision another.");
  }

  @Test
  @DisplayName("an alias routes to versions, which can't be deleted as long as it does")
  void aliases() {
    String first = publish();
    update(2);
    String second = publish();
    String alias =
        states
            .createStateMachineAlias(r -> r.name("live").routingConfiguration(route(first, 100)))
            .stateMachineAliasArn();
    assertThat(alias).isEqualTo(machine.arn() + ":live");
    String execution = states.startExecution(r -> r.stateMachineArn(alias)).executionArn();
    assertThat(machine.ended(execution).output()).isEqualTo("1");
    assertThat(machine.describe(execution).stateMachineAliasArn()).isEqualTo(alias);
    assertThatThrownBy(() -> states.deleteStateMachineVersion(r -> r.stateMachineVersionArn(first)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Current list of aliases referencing this version: [live]");

    states.updateStateMachineAlias(
        r -> r.stateMachineAliasArn(alias).routingConfiguration(route(second, 100)));
    String later = states.startExecution(r -> r.stateMachineArn(alias)).executionArn();
    assertThat(machine.ended(later).output()).isEqualTo("2");
    states.deleteStateMachineVersion(r -> r.stateMachineVersionArn(first));
    states.deleteStateMachineAlias(r -> r.stateMachineAliasArn(alias));
    assertThat(
            states
                .listStateMachineAliases(r -> r.stateMachineArn(machine.arn()))
                .stateMachineAliases())
        .isEmpty();
  }

  @Test
  @DisplayName("weights of an alias must be a whole")
  void weights() {
    String first = publish();
    assertThatThrownBy(
            () ->
                states.createStateMachineAlias(
                    r -> r.name("live").routingConfiguration(route(first, 70))))
        .isInstanceOf(SfnException.class)
        .hasMessageStartingWith(
            "Sum of routing configuration weights must equal 100. Received: [70]");
  }

  @Test
  @DisplayName("tags are added, listed and removed")
  void tags() {
    Tag tag = Tag.builder().key("team").value("edge").build();
    states.tagResource(r -> r.resourceArn(machine.arn()).tags(tag));
    assertThat(states.listTagsForResource(r -> r.resourceArn(machine.arn())).tags())
        .containsExactly(tag);
    states.untagResource(r -> r.resourceArn(machine.arn()).tagKeys("team"));
    assertThat(states.listTagsForResource(r -> r.resourceArn(machine.arn())).tags()).isEmpty();
  }
}
