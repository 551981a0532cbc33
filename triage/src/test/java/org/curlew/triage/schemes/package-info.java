/** Category schemes: what a category number means, as versioned data; no number is read without its scheme. */
package org.curlew.triage.schemes;
