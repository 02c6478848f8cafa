/** Two AWS Regions in one JVM: {@link io.farshore.lab.Lab} is the way in. */
package io.farshore.lab;
