/** The work of each stage, testable without a route: admission, verification, extraction, matching, triage, media store. */
package org.curlew.pipeline.stages;
