/**
 * What all steps share: {@link io.farshore.functions.handler.JsonHandler} reads and writes, {@link
 * io.farshore.functions.handler.Stack} is what is deployed around it.
 */
package io.farshore.functions.handler;
