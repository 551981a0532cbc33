package org.curlew.pipeline.stages;

import org.curlew.pipeline.devices.Acquisition;

/**
 * The work of one stage. It may be begun again after a crash and must then end in the same result; what it stores apart from
 * {@link Ending#effects()} it stores so that a second run replaces the first.
 */
public interface Stage {

    /** Name as in {@code summary.json}: {@code intake}, {@code verification} … */
    String name();

    /** Does the work. An exception means "try again later"; what can never succeed is an {@link Ending} that stops. */
    Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws Exception;
}
