package io.farshore.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may use which. Think hard before you change a line here. */
@AnalyzeClasses(packages = "io.farshore", importOptions = DoNotIncludeTests.class)
class LayeringTest {

  @ArchTest
  static final ArchRule coreKnowsNoAws =
      noClasses()
          .that()
          .resideInAPackage("io.farshore.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..",
              "com.amazonaws..",
              "io.farshore.aws..",
              "io.farshore.producer..",
              "io.farshore.verifier..");

  @ArchTest
  static final ArchRule nothingUsesTheLabButTheCommandAndTheSimulator =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.farshore.lab..", "io.farshore.simulator..", "io.farshore.command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.farshore.lab..");

  @ArchTest
  static final ArchRule theLabKnowsNothingOfFarshoreButItsTime =
      noClasses()
          .that()
          .resideInAPackage("io.farshore.lab..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.farshore.aws..",
              "io.farshore.producer..",
              "io.farshore.verifier..",
              "io.farshore.core.checkpoint..",
              "io.farshore.core.epoch..",
              "io.farshore.core.lease..",
              "io.farshore.core.replication..",
              "io.farshore.core.failover..",
              "io.farshore.core.heartbeat..",
              "io.farshore.core.write..");

  @ArchTest
  static final ArchRule theVerifierJudgesByItself =
      noClasses()
          .that()
          .resideInAPackage("io.farshore.verifier..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.farshore.core.replication..",
              "io.farshore.core.failover..",
              "io.farshore.core.write..",
              "io.farshore.producer..",
              "io.farshore.aws..");

  @ArchTest
  static final ArchRule theSdkStaysInItsModule =
      noClasses()
          .that()
          .resideInAnyPackage("io.farshore.producer..", "io.farshore.verifier..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..");
}
