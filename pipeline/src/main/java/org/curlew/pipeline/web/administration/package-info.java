/** Users, rules, hash sets and schemes, for the administrator. */
package org.curlew.pipeline.web.administration;
