/** What can go wrong in the lab, and how to make it. */
package io.farshore.lab.faults;
