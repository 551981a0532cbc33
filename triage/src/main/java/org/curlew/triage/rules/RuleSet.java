package org.curlew.triage.rules;

import java.util.List;

/** A kind of rule file that can check itself. */
public interface RuleSet {

    /** The file's own version, kept on every result that it produced. */
    String version();

    /** What is wrong, each as "rows row N, field 'x': what"; empty when the file may come into force. */
    List<String> problems();
}
