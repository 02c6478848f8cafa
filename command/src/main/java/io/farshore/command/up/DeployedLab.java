package io.farshore.command.up;

import io.farshore.command.UnusableInput;
import io.farshore.lab.DataFolderUnusable;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.cloudformation.Stack;
import io.farshore.lab.cloudformation.StackRequest;
import io.farshore.lab.cloudformation.TemplateException;
import io.farshore.lab.endpoint.PortInUseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * A lab with the tables and, in its first two Regions, a Regional stack each; further Regions are
 * there, and empty. Thread-safe.
 */
public final class DeployedLab implements AutoCloseable {

  private final Lab lab;
  private final Map<String, Stack> stacks = new LinkedHashMap<>();

  private DeployedLab(Lab lab) {
    this.lab = lab;
  }

  /**
   * Starts the lab and deploys the tables, and then both stacks side by side.
   *
   * @throws UnusableInput when the port is in use, or a template can't be deployed; nothing is left
   *     running then
   */
  public static DeployedLab start(LabSettings settings, Deployment deployment) {
    return start(settings, lab -> deployment);
  }

  /**
   * The same for a deployment that needs something in the lab.
   *
   * @param prepare makes it, and says what to deploy
   */
  public static DeployedLab start(LabSettings settings, Function<Lab, Deployment> prepare) {
    Lab lab;
    try {
      lab = Lab.start(settings);
    } catch (PortInUseException e) {
      throw new UnusableInput(e.getMessage() + " (--port)", e);
    } catch (DataFolderUnusable e) {
      throw new UnusableInput(e.getMessage() + " (--data)", e);
    }
    DeployedLab started = new DeployedLab(lab);
    try {
      started.deploy(prepare.apply(lab));
      return started;
    } catch (TemplateException e) {
      lab.close();
      throw new UnusableInput("A template can't be deployed: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private void deploy(Deployment deployment) {
    Map<String, String> regions = new LinkedHashMap<>(deployment.tableParameters());
    regions.put("FirstRegion", first());
    regions.put("SecondRegion", second());
    lab.deploy(deployment.tables(), regions);
    deployStacks("farshore", deployment);
  }

  /**
   * Deploys the two Regional stacks of a further stream beside those that are there; they share the
   * tables.
   *
   * @return the same lab with the further stream's stacks
   * @throws TemplateException when the template can't be deployed
   */
  public DeployedLab beside(Deployment deployment) {
    DeployedLab further = new DeployedLab(lab);
    further.deployStacks("farshore-" + deployment.stream(), deployment);
    return further;
  }

  private void deployStacks(String stackName, Deployment deployment) {
    Map<String, CompletableFuture<Stack>> deploying = new LinkedHashMap<>();
    for (String region : List.of(first(), second())) {
      deploying.put(
          region,
          CompletableFuture.supplyAsync(
              () ->
                  lab.deployStack(
                      new StackRequest(
                          stackName,
                          region,
                          deployment.template(),
                          deployment.parametersIn(region, peerOf(region))))));
    }
    try {
      deploying.forEach((region, stack) -> stacks.put(region, stack.join()));
    } catch (CompletionException e) {
      throw e.getCause() instanceof TemplateException cause ? cause : e;
    }
  }

  /** The Region that is active at first. */
  public String first() {
    return lab.regions().get(0);
  }

  /** The Region that is the standby at first. */
  public String second() {
    return lab.regions().get(1);
  }

  private String peerOf(String region) {
    return region.equals(first()) ? second() : first();
  }

  /** The lab itself. */
  public Lab lab() {
    return lab;
  }

  /** What was deployed in one of the two Regions. */
  public Stack stack(String region) {
    return stacks.get(region);
  }

  @Override
  public void close() {
    lab.close();
  }
}
