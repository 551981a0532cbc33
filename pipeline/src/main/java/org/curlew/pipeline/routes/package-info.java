/** One Camel route a stage: it moves and records, and the work is in a service. */
package org.curlew.pipeline.routes;
