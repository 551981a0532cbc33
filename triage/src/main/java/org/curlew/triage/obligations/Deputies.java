package org.curlew.triage.obligations;

import java.util.Map;

/** Who does the 28-day reviews of a case today instead of its supervisor. */
public interface Deputies {

    /** Names by case; a case that its own supervisor reviews is left out. */
    Map<Long, String> standing();
}
