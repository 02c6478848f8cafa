package io.farshore.lab.events;

/**
 * An event that a target did not take.
 *
 * @param targetArn where it should have gone
 * @param ruleArn whose target that was
 * @param input what the target was given
 * @param reason why it did not take it
 */
public record DeadLetter(String targetArn, String ruleArn, String input, String reason) {}
