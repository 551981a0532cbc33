/**
 * Rule files: targets, weights, cadences as versioned YAML. A file is checked whole before it comes into force; one that
 * does not pass leaves the old one in force and says which row and field is wrong.
 */
package org.curlew.triage.rules;
