/**
 * Judges a drill from its evidence alone, with its own reading of the protocol: nothing of the code
 * that is judged is used. Start at {@link io.farshore.verifier.judge.Verifier}.
 */
package io.farshore.verifier.judge;
