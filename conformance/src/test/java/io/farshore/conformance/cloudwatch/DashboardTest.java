package io.farshore.conformance.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DashboardInvalidInputErrorException;
import software.amazon.awssdk.services.cloudwatch.model.DashboardNotFoundErrorException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;

class DashboardTest {

  private static final String BODY = "{\"widgets\":[]}";

  private final Aws aws = Aws.shared();
  private final CloudWatchClient metrics = aws.cloudWatch(aws.region());

  @Test
  @DisplayName("a dashboard is put, given back as it was, replaced, listed by its prefix, deleted")
  void life() {
    String name = Aws.name("dashboard");
    String changed = "{\"widgets\":[],\"periodOverride\":\"inherit\"}";

    assertThat(metrics.putDashboard(r -> r.dashboardName(name).dashboardBody(BODY)))
        .satisfies(put -> assertThat(put.dashboardValidationMessages()).isEmpty());
    assertThat(metrics.getDashboard(r -> r.dashboardName(name)).dashboardBody()).isEqualTo(BODY);
    metrics.putDashboard(r -> r.dashboardName(name).dashboardBody(changed));

    assertThat(metrics.getDashboard(r -> r.dashboardName(name)).dashboardBody()).isEqualTo(changed);
    assertThat(metrics.listDashboards(r -> r.dashboardNamePrefix(name)).dashboardEntries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.dashboardName()).isEqualTo(name);
              assertThat(entry.dashboardArn())
                  .matches("arn:aws:cloudwatch::\\d{12}:dashboard/" + name);
              assertThat(entry.size()).isEqualTo(changed.length());
            });
    metrics.deleteDashboards(r -> r.dashboardNames(name));
    assertThatThrownBy(() -> metrics.getDashboard(r -> r.dashboardName(name)))
        .isInstanceOf(DashboardNotFoundErrorException.class)
        .hasMessageContaining("Dashboard " + name + " does not exist");
  }

  @Test
  @DisplayName(
      "a name with other characters, a body that is no JSON, a dashboard that is not there")
  void refused() {
    String name = Aws.name("dashboard");
    assertThatThrownBy(() -> metrics.putDashboard(r -> r.dashboardName("a b").dashboardBody(BODY)))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("The value for field DashboardName contains invalid characters.");
    assertThatThrownBy(() -> metrics.putDashboard(r -> r.dashboardName(name).dashboardBody("{")))
        .isInstanceOf(DashboardInvalidInputErrorException.class);
    assertThatThrownBy(() -> metrics.deleteDashboards(r -> r.dashboardNames(name)))
        .isInstanceOf(DashboardNotFoundErrorException.class);
  }
}
