/**
 * Settings as data: name, form, default, unit, range and doc in one declaration, which is what the
 * code reads by, what the reference page is printed from, and what templates are compared with.
 */
package io.farshore.core.setting;
