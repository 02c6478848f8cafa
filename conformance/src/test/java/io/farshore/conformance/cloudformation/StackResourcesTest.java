package io.farshore.conformance.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.cloudformation.Stack;
import io.farshore.lab.cloudformation.StackRequest;
import io.farshore.lab.cloudformation.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What stacks have made, as the services' own clients see it. */
class StackResourcesTest {

  private static final String OHIO = "us-east-2";
  private static final String KEYED =
      """
      Parameters:
        Reader: {Type: String}
      Resources:
        Key:
          Type: AWS::KMS::Key
          Properties:
            KeyPolicy:
              Statement:
                - Effect: Allow
                  Principal: {Service: !Sub "${Reader}.${AWS::Region}.amazonaws.com"}
                  Action: [kms:Decrypt, kms:GenerateDataKey]
                  Resource: "*"
                  Condition:
                    ArnLike:
                      kms:EncryptionContext:aws:logs:arn: !Sub "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/kept/*"
        Group:
          Type: AWS::Logs::LogGroup
          Properties:
            LogGroupName: /kept/here
            KmsKeyId: !GetAtt Key.Arn
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            KmsMasterKeyId: !GetAtt Key.Arn
        Queue:
          Type: AWS::SQS::Queue
          Properties:
            KmsMasterKeyId: !GetAtt Key.Arn
        Stream:
          Type: AWS::Kinesis::Stream
          Properties:
            Name: read
            ShardCount: 1
            StreamEncryption: {EncryptionType: KMS, KeyId: !GetAtt Key.Arn}
        Consumer:
          Type: AWS::Kinesis::StreamConsumer
          Properties:
            ConsumerName: reader
            StreamARN: !GetAtt Stream.Arn
      Outputs:
        Key: {Value: !GetAtt Key.Arn}
        Topic: {Value: !Ref Topic}
        Queue: {Value: !Ref Queue}
        Consumer: {Value: !GetAtt Consumer.ConsumerARN}
      """;
  private static final String STRONG =
      """
      Resources:
        Table:
          Type: AWS::DynamoDB::GlobalTable
          Properties:
            TableName: strong
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: k, AttributeType: S}]
            KeySchema: [{AttributeName: k, KeyType: HASH}]
            StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
            MultiRegionConsistency: STRONG
            GlobalTableWitnesses: [{Region: us-west-2}]
            Replicas: [{Region: us-east-1}, {Region: us-east-2}]
      """;

  @TempDir private static Path folder;
  private static Lab lab;
  private static Aws aws;

  @BeforeAll
  static void start() {
    lab =
        Lab.start(
            LabSettings.usual()
                .onPort(0)
                .inRegions(List.of("us-east-1", OHIO, "us-west-2"))
                .withStreamChanges(Duration.ZERO));
    aws = Aws.at(lab.endpoint(), lab.regions());
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  @DisplayName("a key keeps what names it, and a consumer is there when its stack is")
  void keysAndConsumers() throws IOException {
    Stack stack = deploy("keyed", OHIO, KEYED, Map.of("Reader", "logs"));
    Map<String, String> made = stack.outputs();
    var topic = aws.sns(OHIO).getTopicAttributes(r -> r.topicArn(made.get("Topic"))).attributes();
    assertThat(topic).containsEntry("KmsMasterKeyId", made.get("Key"));
    assertThat(
            aws.sqs(OHIO)
                .getQueueAttributes(
                    r ->
                        r.queueUrl(made.get("Queue"))
                            .attributeNames(QueueAttributeName.KMS_MASTER_KEY_ID))
                .attributes())
        .containsEntry(QueueAttributeName.KMS_MASTER_KEY_ID, made.get("Key"));
    var stream = aws.kinesis(OHIO).describeStreamSummary(r -> r.streamName("read"));
    assertThat(stream.streamDescriptionSummary().keyId()).isEqualTo(made.get("Key"));
    var consumer =
        aws.kinesis(OHIO)
            .describeStreamConsumer(r -> r.consumerARN(made.get("Consumer")))
            .consumerDescription();
    assertThat(consumer.consumerName()).isEqualTo("reader");
    assertThat(consumer.consumerStatus()).isEqualTo(ConsumerStatus.ACTIVE);
    assertThat(
            aws.cloudFormation(OHIO)
                .describeStackResource(r -> r.stackName("keyed").logicalResourceId("Consumer"))
                .stackResourceDetail()
                .physicalResourceId())
        .isEqualTo(made.get("Consumer"));
  }

  @Test
  @DisplayName("a log group is refused under a key whose policy does not let its Region's logs in")
  void keysRefuse() {
    assertThatThrownBy(() -> deploy("refused", "us-west-2", KEYED, Map.of("Reader", "events")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("not allowed to be used with Arn");
  }

  @Test
  @DisplayName("a strong table has its witness, and one replica reads at once what the other has")
  void strongTables() throws IOException {
    lab.deploy(file("strong", STRONG), Map.of());
    for (String region : List.of("us-east-1", OHIO)) {
      var table = aws.dynamoDb(region).describeTable(r -> r.tableName("strong")).table();
      assertThat(table.multiRegionConsistency()).isEqualTo(MultiRegionConsistency.STRONG);
      assertThat(table.globalTableWitnesses())
          .singleElement()
          .satisfies(witness -> assertThat(witness.regionName()).isEqualTo("us-west-2"));
    }
  }

  private static Stack deploy(
      String name, String region, String template, Map<String, String> parameters)
      throws IOException {
    return lab.deployStack(new StackRequest(name, region, file(name, template), parameters));
  }

  private static Path file(String name, String template) throws IOException {
    return Files.writeString(folder.resolve(name + ".yaml"), template);
  }
}
