/** Step 9: {@link io.farshore.functions.redirect.RedirectTraffic}. */
package io.farshore.functions.redirect;
