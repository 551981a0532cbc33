/** What if: a seeded discrete-event run of the queue with more examiners, a triage kit or outsourcing; same seed, same bytes. */
package org.curlew.triage.simulation;
