/** What is due, released suspects, and the 28-day reviews. */
package org.curlew.pipeline.rest.obligations;
