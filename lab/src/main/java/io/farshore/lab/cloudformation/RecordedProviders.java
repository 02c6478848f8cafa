package io.farshore.lab.cloudformation;

import io.farshore.lab.endpoint.Account;
import io.farshore.lab.iam.Keys;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Resources that the lab keeps in mind, so that others can refer to them, and nothing more: it
 * encrypts nothing.
 */
final class RecordedProviders {

  private final Keys keys;

  RecordedProviders(Keys keys) {
    this.keys = keys;
  }

  void addTo(Map<String, ResourceProvider> providers) {
    providers.put("AWS::IAM::ManagedPolicy", r -> done(Created.of(policyArn(r))));
    providers.put("AWS::IAM::Policy", r -> done(Created.of(r.text("PolicyName"))));
    providers.put("AWS::KMS::Key", this::key);
    providers.put("AWS::KMS::Alias", this::keyAlias);
    providers.put("AWS::SQS::QueuePolicy", r -> done(Created.of(r.name("none"))));
    providers.put("AWS::SNS::TopicPolicy", r -> done(Created.of(r.name("none"))));
    providers.put("AWS::Lambda::Permission", r -> done(Created.of(r.name("none"))));
  }

  private static String policyArn(Resource resource) {
    return "arn:aws:iam::%s:policy/%s".formatted(Account.ID, resource.name("ManagedPolicyName"));
  }

  private CompletableFuture<Created> key(Resource resource) {
    String id = resource.name("none");
    String arn = resource.arn("kms", "key/" + id);
    try {
      keys.define(arn, resource.get("KeyPolicy"));
    } catch (IllegalArgumentException e) {
      throw new TemplateException(
          "Resources." + resource.logicalId() + ".Properties.KeyPolicy", e.getMessage());
    }
    return done(new Created(id, Map.of("Arn", arn, "KeyId", id)));
  }

  private CompletableFuture<Created> keyAlias(Resource resource) {
    String key = resource.text("TargetKeyId");
    keys.name(
        key.startsWith("arn:") ? key : resource.arn("kms", "key/" + key),
        resource.text("AliasName"));
    return done(Created.of(resource.text("AliasName")));
  }

  private static CompletableFuture<Created> done(Created created) {
    return CompletableFuture.completedFuture(created);
  }
}
