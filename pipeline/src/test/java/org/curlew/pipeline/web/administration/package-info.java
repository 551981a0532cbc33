/** How changes of a rule file are shown. */
package org.curlew.pipeline.web.administration;
