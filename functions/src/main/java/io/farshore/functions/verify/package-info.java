/** Step 10: {@link io.farshore.functions.verify.VerifyActivation}. */
package io.farshore.functions.verify;
