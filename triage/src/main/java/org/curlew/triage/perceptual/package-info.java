/**
 * Finds pictures and videos that look like known ones: PDQ, the near-duplicate index and vPDQ matching.
 *
 * <p>A near match is a suggestion with its distance; it never carries a grade over. PhotoDNA values are kept as they came
 * and passed on, never computed: the algorithm is proprietary.
 */
package org.curlew.triage.perceptual;
