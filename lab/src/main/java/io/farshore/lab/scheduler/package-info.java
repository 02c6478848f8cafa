/** EventBridge Scheduler: {@link io.farshore.lab.scheduler.SchedulerService}. */
package io.farshore.lab.scheduler;
