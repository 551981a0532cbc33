/** Makes the grades given here the force's own sets, so that the next device is spared what this one showed. */
package org.curlew.pipeline.force;
