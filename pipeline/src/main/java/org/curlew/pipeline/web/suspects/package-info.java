/** The POLIT supervisor's pages: released suspects, what is due, and the 28-day review. */
package org.curlew.pipeline.web.suspects;
