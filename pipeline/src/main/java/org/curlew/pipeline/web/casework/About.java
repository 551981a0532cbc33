package org.curlew.pipeline.web.casework;

import java.util.List;

/**
 * Whom and what a form is about.
 *
 * @param personId the suspect or victim; null for the case itself
 * @param children of the suspect, or of the case
 */
record About(long caseId, String reference, Long personId, String name, List<Field.Option> children) {

    Field child(String hint) {
        return Field.choice("childId", "Which child", hint, children);
    }
}
