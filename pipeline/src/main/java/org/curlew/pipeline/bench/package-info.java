/** Benchmarks: the stages as the application runs them, side by side with the programs a user would pick instead. */
package org.curlew.pipeline.bench;
