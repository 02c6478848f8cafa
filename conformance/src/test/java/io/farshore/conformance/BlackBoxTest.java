package io.farshore.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** These tests would run against AWS as they are: none of them looks into the lab. */
@AnalyzeClasses(packages = "io.farshore.conformance")
class BlackBoxTest {

  /**
   * A test that needs faults, a clock or a template of its own starts a lab of its own, by its
   * public face: the lab, its faults, and the stacks that it deploys.
   */
  @ArchTest
  static final ArchRule theLabIsKnownByItsFaceOnly =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.farshore.lab..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.farshore.lab",
                              "io.farshore.lab.cloudformation",
                              "io.farshore.lab.faults"))));
}
