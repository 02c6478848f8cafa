package io.farshore.lab.cloudformation;

import io.farshore.lab.endpoint.Account;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Resources that the lab keeps in mind, so that others can refer to them, and nothing more: it
 * encrypts nothing and shows no dashboards.
 */
final class RecordedProviders {

  private RecordedProviders() {}

  static void addTo(Map<String, ResourceProvider> providers) {
    providers.put("AWS::IAM::ManagedPolicy", r -> done(Created.of(policyArn(r))));
    providers.put("AWS::IAM::Policy", r -> done(Created.of(r.text("PolicyName"))));
    providers.put("AWS::KMS::Key", RecordedProviders::key);
    providers.put("AWS::KMS::Alias", r -> done(Created.of(r.text("AliasName"))));
    providers.put("AWS::SQS::Queue", RecordedProviders::queue);
    providers.put("AWS::SQS::QueuePolicy", r -> done(Created.of(r.name("none"))));
    providers.put("AWS::SNS::TopicPolicy", r -> done(Created.of(r.name("none"))));
    providers.put("AWS::Lambda::Permission", r -> done(Created.of(r.name("none"))));
    providers.put("AWS::CloudWatch::Dashboard", r -> done(Created.of(r.name("DashboardName"))));
  }

  private static String policyArn(Resource resource) {
    return "arn:aws:iam::%s:policy/%s".formatted(Account.ID, resource.name("ManagedPolicyName"));
  }

  private static CompletableFuture<Created> key(Resource resource) {
    String id = resource.name("none");
    return done(new Created(id, Map.of("Arn", resource.arn("kms", "key/" + id), "KeyId", id)));
  }

  private static CompletableFuture<Created> queue(Resource resource) {
    String name = resource.name("QueueName");
    String url =
        "https://sqs.%s.amazonaws.com/%s/%s".formatted(resource.region(), Account.ID, name);
    return done(
        new Created(
            url, Map.of("Arn", resource.arn("sqs", name), "QueueName", name, "QueueUrl", url)));
  }

  private static CompletableFuture<Created> done(Created created) {
    return CompletableFuture.completedFuture(created);
  }
}
