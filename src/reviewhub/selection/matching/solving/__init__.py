"""What solvers are asked and answer: flows and integer programs, in arrays of whole numbers."""
