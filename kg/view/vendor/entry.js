// The only names that the page needs from the two libraries; esbuild drops the rest.
export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { EdgeLineProgram } from "sigma/rendering";
