"""What a bureau keeps of its experts beside the register: facts, standing, fees, applications."""
