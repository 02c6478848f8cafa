package io.farshore.lab.cloudformation;

import io.farshore.lab.endpoint.Account;
import io.farshore.lab.iam.Roles;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Roles, whose policies the lab enforces. */
final class RoleProviders {

  private final Roles roles;

  RoleProviders(Roles roles) {
    this.roles = roles;
  }

  void addTo(Map<String, ResourceProvider> providers) {
    providers.put("AWS::IAM::Role", this::role);
  }

  /** Roles are global: one without a name gets one that no other Region's stack has. */
  private CompletableFuture<Created> role(Resource resource) {
    String name =
        resource.properties().has("RoleName")
            ? resource.text("RoleName")
            : resource.name("RoleName") + "-" + resource.region();
    String arn = "arn:aws:iam::" + Account.ID + ":role/" + name;
    try {
      roles.define(arn, resource.get("Policies"));
    } catch (IllegalArgumentException e) {
      throw new TemplateException(
          "Resources." + resource.logicalId() + ".Properties.Policies", e.getMessage());
    }
    return CompletableFuture.completedFuture(Created.withArn(name, arn));
  }
}
