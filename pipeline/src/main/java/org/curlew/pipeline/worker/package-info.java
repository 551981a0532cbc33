/** The child process in which hostile input is read, and the parent's side of it. */
package org.curlew.pipeline.worker;
