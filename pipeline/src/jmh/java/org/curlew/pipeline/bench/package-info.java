/** The same hot paths as {@code curlew bench}, a call at a time under JMH: forks, warm-up and intervals that a stop watch lacks. */
package org.curlew.pipeline.bench;
