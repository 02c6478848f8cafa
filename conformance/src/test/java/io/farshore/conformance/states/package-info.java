/** What is expected of Step Functions: its language in JSONata, its histories, and its API. */
package io.farshore.conformance.states;
